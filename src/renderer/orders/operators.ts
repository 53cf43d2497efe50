/** Names of the people of the house, by operator id; undefined where the name is not known. */
export const operatorName = (_id: string): string | undefined => undefined;
