package io.counterstream.core;

/**
 * An item's attributes as the table holds them, in the form of the table's adapter. The core passes
 * it from the item that was seen to the put, whose condition has to name them.
 */
public interface RawItem {
  /** An estimate of the memory that this takes, in bytes. */
  long memoryBytes();
}
