/** Settings in files and in the environment, read in one way by every program. */
package io.counterstream.contract.settings;
