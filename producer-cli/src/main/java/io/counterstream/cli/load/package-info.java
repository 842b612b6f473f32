/** Commands at a steady rate, and how long their outcomes take. */
package io.counterstream.cli.load;
