/** What the desk answered instead of what was asked (application/problem+json), or that it did not answer at all. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly remedy: string;
  readonly fields: readonly { field: string; message: string }[];

  constructor(given: {
    status: number;
    code: string;
    title: string;
    detail?: string | undefined;
    remedy?: string | undefined;
    fields?: readonly { field: string; message: string }[] | undefined;
  }) {
    super(given.detail ?? given.title);
    this.name = 'ApiProblem';
    this.status = given.status;
    this.code = given.code;
    this.title = given.title;
    this.remedy = given.remedy ?? '';
    this.fields = given.fields ?? [];
  }
}

/** No answer at all: the desk is stopped or the network is gone. Asking again may help. */
export const isOffline = (error: unknown): boolean => error instanceof ApiProblem && error.status === 0;
