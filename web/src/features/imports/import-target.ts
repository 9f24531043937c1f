/** Where a file belongs: a known account, or one that the file makes under this name. */
export type ImportTarget = { account: string } | { accountName: string };

/** The form of an upload. Fields come before the file, so that the desk knows them when the file begins. */
export function uploadForm(target: ImportTarget, file: File, more: Record<string, string> = {}): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...target, ...more })) if (value) form.set(name, value);
  form.set('file', file);
  return form;
}

export const isNamed = (target: ImportTarget): boolean => ('account' in target ? target.account : target.accountName.trim()) !== '';
