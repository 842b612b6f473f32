# Processor and analytics, built from these sources:
#
#   docker build -t counterstream-processor .
#   docker build -t counterstream-analytics --target analytics .
#
# With BuildKit, the default since Docker 23, libraries are downloaded once for all builds.
FROM maven:3.9-eclipse-temurin-17 AS build

WORKDIR /src
COPY . .
# Format and style concern those who change the code. Tests are compiled, since modules share test
# code, but they don't run.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp package -pl processor,analytics -am -DskipTests \
      -Dspotless.check.skip=true -Dcheckstyle.skip=true \
 && rm -f */target/*-tests.jar \
 && for part in processor analytics; do \
      mkdir -p "/app/$part" && cp -r "$part/target/lib" "/app/$part/lib" \
      && cp "$part"/target/counterstream-"$part"-*.jar "/app/$part/$part.jar"; done

FROM eclipse-temurin:17-jre AS base

WORKDIR /app

# Health, metrics, the page of analytics; COUNTERSTREAM_<KEY> sets any other setting.
ENV COUNTERSTREAM_HTTP_HOST=0.0.0.0 COUNTERSTREAM_HTTP_PORT=8080
EXPOSE 8080

USER 10001:10001

# bash alone, since not every tag of the base image has curl.
HEALTHCHECK --interval=5s --timeout=10s --start-period=60s --retries=3 CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/$COUNTERSTREAM_HTTP_PORT && printf 'GET /health HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]

FROM base AS analytics

COPY --from=build /app/analytics /app

ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", \
  "-cp", "/app/analytics.jar:/app/lib/*", "io.counterstream.analytics.app.AnalyticsCommand"]

# The last one is what is built if none is named.
FROM base AS processor

COPY --from=build /app/processor /app

# exec form: java is process 1 and gets SIGTERM. More options: JDK_JAVA_OPTIONS.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", \
  "-cp", "/app/processor.jar:/app/lib/*", "io.counterstream.processor.app.ProcessorMain"]
