/** What a webhook answered: its status, or why there is none. Nothing else of the answer is kept. */
export type Posted = { status: number; error?: never } | { status?: never; error: string };

/** Posts a body once; follows no redirect, throws nothing. */
export type Post = (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<Posted>;
