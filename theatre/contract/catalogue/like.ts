/** The same texts in another language: same keys, same arguments. */
export type Like<T> = T extends (...values: infer V) => string
  ? (...values: V) => string
  : T extends string
    ? string
    : { readonly [K in keyof T]: Like<T[K]> };
