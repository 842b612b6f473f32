package io.counterstream.contract.settings;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Variables that Kubernetes and Docker set in every container for each service that it can reach
 * ("service links"). Those of a service whose name begins with {@code counterstream} have our
 * prefix, and are no settings.
 */
public final class ServiceLinks {
  private static final Pattern NAME = Pattern.compile(
      "(.+_)?SERVICE_(HOST|PORT(_.+)?)|(.+_)?PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");

  /** {@code COUNTERSTREAM_HTTP_PORT} may be a setting or the link of a service. */
  private static final Pattern PORT_NAME = Pattern.compile("(.+_)?PORT");

  private static final Pattern PORT_VALUE = Pattern.compile("(tcp|udp|sctp)://.*");

  private ServiceLinks() {}

  /** Returns the variables that are no service links. */
  public static Map<String, String> without(Map<String, String> environment) {
    Map<String, String> others = new TreeMap<>(environment);
    others.entrySet().removeIf(variable -> isLink(variable.getKey(), variable.getValue()));
    return others;
  }

  private static boolean isLink(String name, String value) {
    return NAME.matcher(name).matches()
        || PORT_NAME.matcher(name).matches() && PORT_VALUE.matcher(value).matches();
  }
}
