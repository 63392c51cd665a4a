/** What the page is told at first; all that it knew before is forgotten. */
export interface Hello {
  /** Where the page shows a deployed project instead of the local stack: to be looked at only. */
  readonly deployed?: {
    /** What lists its dead letters. */
    readonly deadLettersCommand: string;
    /** No more rows of one state and channel come. */
    readonly maxRows: number;
  };
  readonly backend: string;
  readonly channels: readonly {
    readonly name: string;
    readonly samples: readonly {
      readonly id: string;
      readonly label: string;
    }[];
  }[];
}
