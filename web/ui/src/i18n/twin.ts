/// What a translation has to look like: exactly the keys of the English text.

/**
 * The twin of an English file in a language that has one form for all numbers: of a plural it has `key_other` only.
 * A key too few or too many is an error of the compiler.
 */
export type Twin<T> = {
  [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string ? string : Twin<T[K]>;
};
