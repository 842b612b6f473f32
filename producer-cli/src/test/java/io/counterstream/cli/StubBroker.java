package io.counterstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A bootstrap server that says where the only broker is, which leads whatever topic is asked for,
 * and nothing else.
 */
final class StubBroker implements AutoCloseable {
  private static final short METADATA = 3;
  private static final short METADATA_VERSION = 4;
  private static final short FIND_COORDINATOR = 10;
  private static final short FIND_COORDINATOR_VERSION = 1;
  private static final short API_VERSIONS = 18;
  private static final short UNSUPPORTED_VERSION = 35;

  private static final int BROKER = 7;

  private final ServerSocket server;
  private final String advertisedHost;
  private final int advertisedPort;

  /** Starts a server. */
  StubBroker(String advertisedHost, int advertisedPort) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.advertisedHost = advertisedHost;
    this.advertisedPort = advertisedPort;
    start(this::accept);
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "stub-broker");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        start(() -> serve(client));
      }
    } catch (IOException closed) {
      // The end.
    }
  }

  private void serve(Socket client) {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      while (true) {
        byte[] request = in.readNBytes(in.readInt());
        DataInputStream header = new DataInputStream(new ByteArrayInputStream(request));
        short key = header.readShort();
        short version = header.readShort();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream response = new DataOutputStream(bytes);
        response.writeInt(header.readInt());
        header.skipBytes(Math.max(0, header.readShort())); // the client's id
        switch (key) {
          case API_VERSIONS -> apiVersions(version, response);
          case METADATA -> metadata(header, response);
          default -> coordinator(response);
        }
        out.writeInt(bytes.size());
        bytes.writeTo(out);
        out.flush();
      }
    } catch (IOException gone) {
      // The client has enough.
    }
  }

  private static void apiVersions(short version, DataOutputStream response) throws IOException {
    response.writeShort(version == 0 ? 0 : UNSUPPORTED_VERSION);
    short[][] apis = {
      {API_VERSIONS, 0, 0},
      {METADATA, METADATA_VERSION, METADATA_VERSION},
      {FIND_COORDINATOR, FIND_COORDINATOR_VERSION, FIND_COORDINATOR_VERSION}
    };
    response.writeInt(apis.length);
    for (short[] api : apis) {
      for (short part : api) {
        response.writeShort(part);
      }
    }
  }

  private void metadata(DataInputStream request, DataOutputStream response) throws IOException {
    response.writeInt(0); // not throttled
    response.writeInt(1);
    response.writeInt(BROKER);
    writeText(advertisedHost, response);
    response.writeInt(advertisedPort);
    response.writeShort(-1); // no rack
    writeText("cluster", response);
    response.writeInt(BROKER); // the controller
    int topics = Math.max(0, request.readInt());
    response.writeInt(topics);
    for (int i = 0; i < topics; i++) {
      String topic = new String(request.readNBytes(request.readShort()), UTF_8);
      response.writeShort(0);
      writeText(topic, response);
      response.writeBoolean(false);
      response.writeInt(1);
      response.writeShort(0);
      response.writeInt(0); // the partition
      for (int leaderAndReplicas : new int[] {BROKER, 1, BROKER, 1, BROKER}) {
        response.writeInt(leaderAndReplicas);
      }
    }
  }

  private void coordinator(DataOutputStream response) throws IOException {
    response.writeInt(0); // not throttled
    response.writeShort(0);
    response.writeShort(-1); // no message
    response.writeInt(BROKER);
    writeText(advertisedHost, response);
    response.writeInt(advertisedPort);
  }

  private static void writeText(String text, DataOutputStream response) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    response.writeShort(bytes.length);
    response.write(bytes);
  }
}
