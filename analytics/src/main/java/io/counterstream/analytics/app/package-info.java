/** The program: settings, provisioning, start and stop. */
package io.counterstream.analytics.app;
