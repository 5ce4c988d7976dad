# The image that runs tilth as a one-off task: docs/container.md says how to build, run and check it.
# Needs BuildKit. Names no architecture: --platform linux/amd64,linux/arm64 makes both.

# By tag, so that a person can read it. A build for production says the digest, so that the same
# commit gives the same image: --build-arg JDK_IMAGE=eclipse-temurin:25-jdk-noble@sha256:...
ARG JDK_IMAGE=eclipse-temurin:25-jdk-noble

# What to run: the stage below that compiles it, or an image that has a distribution in
# /distribution, with content of your own in its folder content.
ARG DISTRIBUTION=build


FROM ${JDK_IMAGE} AS jdk
# Ordinary, since the embedded PostgreSQL of the build refuses to be started by root.
RUN useradd --create-home --user-group --uid 10002 builder \
  && install --directory --owner=builder --group=builder /distribution /image /opt/tilth
USER builder
# Its name tells the build where to find a JDK 25.
ENV JAVA25_HOME=${JAVA_HOME} LC_ALL=C.UTF-8
WORKDIR /home/builder


FROM jdk AS build
USER root
# Without it the Maven wrapper fetches another archive, of which it knows no checksum.
RUN command -v unzip >/dev/null \
  || { apt-get update && apt-get install --yes --no-install-recommends unzip && rm -rf /var/lib/apt/lists/*; }
USER builder
COPY --chown=builder:builder . source/
# The number of the release tells newer content from older one: docs/cli.md, "Older builds".
ARG CONTENT_RELEASE=0
# The tests have run where the commit was checked; formatting, too.
RUN --mount=type=cache,target=/home/builder/.m2,uid=10002,gid=10002 \
  cd source \
  && ./mvnw --batch-mode --quiet -DskipTests -Dtilth.archive.skip=true \
    "-Dtilth.content.release=${CONTENT_RELEASE}" -P '!format' -pl launcher-cli -am package \
  && cp --recursive --preserve launcher-cli/target/tilth-*/. /distribution/


FROM ${DISTRIBUTION} AS distribution


# Everything of the image: /opt/tilth, and in /image what a file system has besides.
FROM jdk AS made
# The certificates that sslmode=verify-full trusts: those of Amazon RDS. A URL, or a file of the
# build context. Its SHA-256, where one is said, is checked.
ARG CA_BUNDLE=https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem
ARG CA_BUNDLE_SHA256=
ADD --chown=builder:builder ${CA_BUNDLE} ca-bundle.pem
COPY --chown=builder:builder launcher-cli/src/main/container/ container/
COPY --from=distribution --chown=builder:builder /distribution/ /distribution/
RUN container/make-root ca-bundle.pem "${CA_BUNDLE_SHA256}" \
  && container/make-runtime \
  && container/make-cache


# What the cache was made from is what the image gets: the JVM would run the cache's classes
# instead of those of a jar that was replaced later by one of the same size and time.
FROM jdk AS checked
COPY --from=made /opt/tilth/ /opt/tilth/
COPY launcher-cli/src/main/container/check-cache container/
RUN container/check-cache


FROM scratch
COPY --from=made --chown=0:0 /image/ /
COPY --from=checked --chown=0:0 /opt/tilth/ /opt/tilth/
# Numeric, so that a platform can tell that it is not root.
USER 10001:10001
WORKDIR /work
# Once more where it will run: fails unless the JVM accepts the cache.
RUN ["/opt/tilth/java/bin/java", "-XX:AOTMode=on", "-XX:AOTCache=/opt/tilth/tilth.aot", "@/opt/tilth/java.options", "version"]
ENTRYPOINT ["/opt/tilth/java/bin/java", "-XX:AOTCache=/opt/tilth/tilth.aot", "@/opt/tilth/java.options"]
CMD ["--help"]

# Last, since they differ from commit to commit.
ARG VERSION=development
ARG COMMIT=
ARG CREATED=
# For the ledger: tilth history shows it.
ENV TILTH_COMMIT=${COMMIT}
LABEL org.opencontainers.image.title="tilth" \
  org.opencontainers.image.description="Applies schema migrations and seed data to PostgreSQL, each exactly once." \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${COMMIT}" \
  org.opencontainers.image.created="${CREATED}"
