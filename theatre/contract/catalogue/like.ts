/** The same texts in another language: same keys, same arguments. */
export type Like<T> = T extends string
  ? string
  : T extends (...values: infer V) => infer R
    ? (...values: V) => Like<R>
    : { readonly [K in keyof T]: Like<T[K]> };
