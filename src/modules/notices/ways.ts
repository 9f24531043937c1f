export const channels = ['mail', 'push'] as const;
export type Channel = (typeof channels)[number];
export const modes = ['off', 'at_once', 'digest'] as const;
export type Mode = (typeof modes)[number];
