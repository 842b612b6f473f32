/**
 * Bad records: a table of single faults with their exact decoding, any number of records from a
 * seed, and an oracle that decodes both by the published schemas and rules, with no code of the
 * product.
 */
package io.counterstream.contract.badinput;
