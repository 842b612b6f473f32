/** Settings in files, read in one way by every program. */
package io.counterstream.contract.settings;
