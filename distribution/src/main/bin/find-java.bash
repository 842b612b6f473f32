# Finds the Java that runs Counterstream. For its launchers, which define real_path.

fail() {
  echo "counterstream: $*" >&2
  exit 1
}

# Sets java, java_home, java_version and java_major.
find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, which has no bin/java." \
      "Set it to a Java 17 or later, or unset it to use the java on PATH."
  else
    java=$(command -v java) || fail "no Java found, Java 17 or later is needed." \
      "Install it (Debian: apt install openjdk-17-jdk; macOS: brew install openjdk) or set JAVA_HOME."
  fi
  local settings
  java_version=''
  java_home=$(dirname "$(dirname "$(real_path "$java")")")
  if [ -f "$java_home/release" ]; then # much faster than a JVM
    java_version=$(sed -n 's/^JAVA_VERSION="\(.*\)"$/\1/p' "$java_home/release")
  fi
  if [ -z "$java_version" ]; then
    settings=$("$java" -XshowSettings:properties -version 2>&1) || settings=
    java_version=$(sed -n 's/^ *java\.version = //p' <<<"$settings")
    java_home=$(sed -n 's/^ *java\.home = //p' <<<"$settings")
  fi
  [ -n "$java_version" ] || fail "$java does not run, Java 17 or later is needed." \
    "Install it or set JAVA_HOME."
  java_major=${java_version#1.}
  java_major=${java_major%%[!0-9]*}
  [ "${java_major:-0}" -ge 17 ] || fail "Java 17 or later is needed, found $java_version ($java)." \
    "Install it or set JAVA_HOME."
}
