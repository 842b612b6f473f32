/** The results that the contract gives to records of the command topic, beside those read. */
package io.counterstream.processor.app.badinput;
