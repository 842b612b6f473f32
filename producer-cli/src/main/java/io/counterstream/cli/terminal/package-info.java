/** What people and scripts see: text, JSON lines, columns, the live line, exit codes. */
package io.counterstream.cli.terminal;
