/** The processor as a program: settings, checks, provisioning, health, metrics, main. */
package io.counterstream.processor.app;
