/** Output for people and scripts: text, JSON lines, columns, the live line, exit codes. */
package io.counterstream.cli.terminal;
