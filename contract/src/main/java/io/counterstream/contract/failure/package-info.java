/** How failures of asynchronous calls are unwrapped and explained, the same in every module. */
package io.counterstream.contract.failure;
