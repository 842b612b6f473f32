/** The port to the authoritative table: read an item, put an item if nothing has changed. */
package io.counterstream.core.table;
