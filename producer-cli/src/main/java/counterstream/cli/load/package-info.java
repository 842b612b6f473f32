/** Commands at a steady rate, and how long their outcomes take. */
package counterstream.cli.load;
