# The processor. Build its jars first: mvn -DskipTests package
FROM eclipse-temurin:17-jre

WORKDIR /app
COPY processor/target/lib/ lib/
COPY processor/target/counterstream-processor-*.jar ./
# One jar only: after a change of version, target may hold an older one as well.
RUN set -- counterstream-processor-*.jar \
 && if [ $# -ne 1 ]; then echo "expected one processor jar, found $*: run mvn clean package" >&2; exit 1; fi \
 && mv "$1" processor.jar

# Health, metrics; COUNTERSTREAM_<KEY> sets any other setting.
ENV COUNTERSTREAM_HTTP_HOST=0.0.0.0 COUNTERSTREAM_HTTP_PORT=8080
EXPOSE 8080

USER 10001:10001

# bash alone, since not every tag of the base image has curl.
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/$COUNTERSTREAM_HTTP_PORT && printf 'GET /health HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]

# exec form: java is process 1 and gets SIGTERM. More options: JDK_JAVA_OPTIONS.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", \
  "-cp", "/app/processor.jar:/app/lib/*", "io.counterstream.processor.app.ProcessorMain"]
