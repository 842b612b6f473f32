/** The port to the authoritative table: consistent reads and conditional writes of items. */
package io.counterstream.core.table;
