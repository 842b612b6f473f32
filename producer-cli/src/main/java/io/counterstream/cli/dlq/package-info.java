/** Dead letters: what can be read of them, as text and JSON, and how corrected ones are sent. */
package io.counterstream.cli.dlq;
