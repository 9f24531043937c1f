/** One thing that was looked at. `warn` should be looked after, `fail` keeps the desk from doing its work or from being safe. */
export type Finding = {
  area: 'machine' | 'configuration' | 'data' | 'database' | 'keys' | 'work' | 'accounts' | 'backups' | 'desk';
  name: string;
  state: 'ok' | 'warn' | 'fail';
  detail: string;
  /** What to do about it; with every warn and fail. */
  remedy?: string;
};

export type Verdict = Pick<Finding, 'state' | 'detail'> & { remedy?: string };

export const ok = (detail: string): Verdict => ({ state: 'ok', detail });
export const warn = (detail: string, remedy: string): Verdict => ({ state: 'warn', detail, remedy });
export const fail = (detail: string, remedy: string): Verdict => ({ state: 'fail', detail, remedy });

/** One area's findings, by name. */
export const findings = (area: Finding['area'], verdicts: Readonly<Record<string, Verdict | undefined>>): Finding[] =>
  Object.entries(verdicts).flatMap(([name, verdict]) => (verdict ? [{ area, name, ...verdict }] : []));

/** 1536 MB, 12 GB: as few digits as tell it. */
export function sizeWords(bytes: number): string {
  const gigabytes = bytes / 2 ** 30;
  return gigabytes >= 10
    ? `${Math.round(gigabytes)} GB`
    : gigabytes >= 1
      ? `${gigabytes.toFixed(1)} GB`
      : `${Math.round(bytes / 2 ** 20)} MB`;
}

/** 45 s, 12 min, 5 h, 3 days. */
export function ageWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} days`;
}
