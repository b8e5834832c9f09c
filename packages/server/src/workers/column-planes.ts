/** One column as planes of bytes of the differences between rows, and back. See columns-codec.ts. */

/** A column, as the engine has them. */
export type Column = Float64Array | Int32Array | Int8Array | Uint8Array;

/** Writes a column into `planes`, which is as long as the column in bytes. */
export function writeColumn(column: Column, planes: Uint8Array): void {
  const { buffer, byteOffset, byteLength, length } = column;
  if (column.BYTES_PER_ELEMENT === 1) {
    planes.set(new Uint8Array(buffer, byteOffset, byteLength));
    return;
  }
  const words = new Uint32Array(buffer, byteOffset, byteLength / 4);
  if (column.BYTES_PER_ELEMENT === 4) {
    for (let row = 0, before = 0; row < length; row++) {
      writeWord(words[row] - before, planes, row, length);
      before = words[row];
    }
    return;
  }
  const high = planes.subarray(4 * length);
  let lowBefore = 0;
  let highBefore = 0;
  for (let row = 0; row < length; row++) {
    const lowWord = words[2 * row];
    const highWord = words[2 * row + 1];
    const borrow = lowWord < lowBefore ? 1 : 0;
    writeWord(lowWord - lowBefore, planes, row, length);
    writeWord(highWord - highBefore - borrow, high, row, length);
    lowBefore = lowWord;
    highBefore = highWord;
  }
}

/** Reads what `writeColumn` wrote into `column`. */
export function readColumn(planes: Uint8Array, column: Column): void {
  const { buffer, byteOffset, byteLength, length } = column;
  if (column.BYTES_PER_ELEMENT === 1) {
    new Uint8Array(buffer, byteOffset, byteLength).set(planes);
    return;
  }
  const words = new Uint32Array(buffer, byteOffset, byteLength / 4);
  if (column.BYTES_PER_ELEMENT === 4) {
    for (let row = 0, value = 0; row < length; row++) {
      value = (value + readWord(planes, row, length)) >>> 0;
      words[row] = value;
    }
    return;
  }
  const high = planes.subarray(4 * length);
  let lowWord = 0;
  let highWord = 0;
  for (let row = 0; row < length; row++) {
    const sum = lowWord + readWord(planes, row, length);
    lowWord = sum >>> 0;
    const carry = sum > 0xffffffff ? 1 : 0;
    highWord = (highWord + readWord(high, row, length) + carry) >>> 0;
    words[2 * row] = lowWord;
    words[2 * row + 1] = highWord;
  }
}

function writeWord(word: number, planes: Uint8Array, row: number, rows: number): void {
  planes[row] = word;
  planes[row + rows] = word >>> 8;
  planes[row + 2 * rows] = word >>> 16;
  planes[row + 3 * rows] = word >>> 24;
}

function readWord(planes: Uint8Array, row: number, rows: number): number {
  return (
    (planes[row] |
      (planes[row + rows] << 8) |
      (planes[row + 2 * rows] << 16) |
      (planes[row + 3 * rows] << 24)) >>>
    0
  );
}
