/** The processor as a program: settings, start-up checks, provisioning, health, metrics, main. */
package counterstream.app;
