/// What every field of a form knows.

import { type ComponentType, createContext, useContext } from "react";
import type { Json } from "../../json/json";
import type { JsonSchema } from "./json-schema";
import { keyOf, type Step } from "./places";

/** One field: a schema, where its value stands, and the value. */
export interface FieldProps {
  schema: JsonSchema;
  /** Steps from the root of the form. */
  path: readonly Step[];
  /** The name above the input. */
  label: string;
  required: boolean;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
}

/** An input for text that may hold expressions, where a form takes some. */
export interface ExpressionProps {
  label: string;
  description?: string | undefined;
  error?: string | undefined;
  required: boolean;
  readOnly: boolean;
  placeholder?: string | undefined;
  value: string;
  onChange: (value: string | undefined) => void;
}

export interface FormContext {
  root: JsonSchema;
  errors: ReadonlyMap<string, string>;
  readOnly: boolean;
  Expression: ComponentType<ExpressionProps> | undefined;
  Field: ComponentType<FieldProps>;
}

export const formContext = createContext<FormContext | null>(null);

/** The form around a field. */
export function useForm(): FormContext {
  const form = useContext(formContext);
  if (form === null) throw new Error("a field stands in no form");
  return form;
}

/** What is wrong at a field; undefined if nothing is. */
export function useFieldError(path: readonly Step[]): string | undefined {
  return useForm().errors.get(keyOf(path));
}
