interface Schema {
  readonly name?: string;
}
export const CORE_SCHEMA: Schema;
export const FAILSAFE_SCHEMA: Schema;
export function load(text: string, options: { schema: Schema }): unknown;
export interface Style {
  flowLevel?: number;
  lineWidth?: number;
}
export function dump(value: unknown, options: Style & { schema: Schema; noRefs: boolean; quotingType: string }): string;
