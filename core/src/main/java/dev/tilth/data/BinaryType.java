package dev.tilth.data;

/** How values of a type are written in binary. */
interface BinaryType {

  /**
   * Adds the value that a text stands for.
   *
   * @param utf8 with the text from the start to the end
   * @return whether the server cannot but read the text as this value; otherwise nothing of what
   *     was added counts
   */
  boolean add(byte[] utf8, int start, int end, CopyBinary to);
}
