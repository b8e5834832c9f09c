/** What reading needs from Node or the browser: inflating and MD5. The rest is the same code. */

/** One input of a source, to be read once. */
export interface SourceFile {
  /** base name, for messages and identity */
  readonly name: string;
  /** size as stored, null when not known */
  readonly bytes: number | null;
  /** null for content that is no file on disk */
  readonly path: string | null;
  /** whether it can be read again at any place, as a pipe cannot: an archive need not be held in memory */
  readonly inPlace: boolean;
  open(): AsyncIterable<Uint8Array>;
}

export interface ZipEntry {
  /** path inside the archive, without `..` or a leading slash */
  readonly name: string;
  open(): AsyncIterable<Uint8Array>;
}

/** Running MD5. */
export interface Md5 {
  update(bytes: Uint8Array): void;
  /** lower-case hex */
  digest(): string;
}

export interface Platform {
  createMd5(): Promise<Md5>;
  /** Inflates gzip; checks CRC and length. Throws `BARS_TRUNCATED`, with `file` as its place. */
  gunzip(chunks: AsyncIterable<Uint8Array>, file: string): AsyncIterable<Uint8Array>;
  /** Files of a zip archive, each checked against its CRC and size while it is read. Throws `BARS_TRUNCATED`. */
  openZip(archive: ZipInput, file: string): Promise<ZipArchive>;
}

export type ZipInput = { readonly path: string } | { readonly bytes: Uint8Array };

export interface ZipArchive {
  readonly entries: readonly ZipEntry[];
  close(): void;
}
