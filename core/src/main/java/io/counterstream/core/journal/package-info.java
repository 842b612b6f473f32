/** What the recent commands of one counter were decided against, in memory and as bytes. */
package io.counterstream.core.journal;
