/** Personal data: what stands where a name was, and how one is erased. */
export const privacy = {
  /** In place of a name. */
  erased: 'erased',
  erasedOrder: 'The customer’s name and e-mail address were erased.',
};
