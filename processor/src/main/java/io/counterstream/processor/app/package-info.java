/** The processor as a program: settings, start-up checks, provisioning, health, metrics, main. */
package io.counterstream.processor.app;
