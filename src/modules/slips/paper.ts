/** Sizes in points (1/72 inch). A narrow paper puts one thing below the other; `soft` is the ink for labels. */
export type Paper = {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly narrow: boolean;
  readonly text: number;
  readonly small: number;
  readonly large: number;
  readonly address: number;
  readonly soft: string;
};

const sheet = { margin: 40, narrow: false, text: 9.5, small: 8, large: 16, address: 11.5, soft: '#555555' };

/** 4×6 is the roll of label printers: they have no grey, so all text is black. */
export const papers = {
  A4: { width: 595.28, height: 841.89, ...sheet },
  Letter: { width: 612, height: 792, ...sheet },
  '4x6': { width: 288, height: 432, margin: 14, narrow: true, text: 8, small: 7, large: 11, address: 10, soft: '#000000' },
} as const satisfies Record<string, Paper>;

export type PaperName = keyof typeof papers;
