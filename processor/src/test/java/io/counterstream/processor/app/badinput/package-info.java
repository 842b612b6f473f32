/**
 * Records of strangers, made from a seed, and a judge that shares no code with the product: it says
 * what the published schemas and the contract's rules make of each.
 */
package io.counterstream.processor.app.badinput;
