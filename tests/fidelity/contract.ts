/** An answer as it came over the wire; `body` is undefined where there was none. */
export type Answered = { method: string; path: string; status: number; body: unknown };

/** Something that answers are held against. */
export type Contract = {
  name: string;
  /** Every operation with the statuses that it may answer. */
  operations: { name: string; method: string; path: string; statuses: number[] }[];
  /** What is wrong with an answer; nothing when it is as promised. */
  problems(answer: Answered): string[];
};

/** A parameter in a path stands for anything but a slash. */
export const pathPattern = (path: string) => new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);
