/** The wire form, JSON: commands are read strictly, outcomes tolerantly. */
package io.counterstream.contract.json;
