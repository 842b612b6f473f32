/** What messages advise: commands to paste into a shell, and how a misspelt word is written. */
package io.counterstream.contract.advice;
