package dev.tilth.cli.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.cli.aws.Script.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an image comes into the repository of an environment, with a recorded AWS. */
final class BringImageIT {

  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
  private static final String OTHER = "sha256:" + "fedcba9876543210".repeat(4);
  private static final String NOT_FOUND =
      "An error occurred (ImageNotFoundException) when calling the DescribeImages operation: The"
          + " image with imageId {imageTag:'tree-1'} does not exist";
  private static final String DENIED =
      "An error occurred (AccessDeniedException) when calling the DescribeImages operation";
  private static final Pattern TREE = Pattern.compile("imageTag=tree-[0-9a-f]{40}");

  @TempDir Path directory;

  private FakeAws aws;
  private Script script;

  @BeforeEach
  void given() throws IOException {
    script =
        Script.of("bring-image", directory)
            .with("REGISTRY", "111122223333.dkr.ecr.ca-central-1.amazonaws.com")
            .with("ENVIRONMENT", "prod")
            .with("PREVIOUS_ENVIRONMENT", "staging");
    aws = new FakeAws(directory);
    // Git asks who owns a working copy; builds run as others than its owner.
    script.with("GIT_CONFIG_COUNT", "1");
    script.with("GIT_CONFIG_KEY_0", "safe.directory").with("GIT_CONFIG_VALUE_0", "*");
    Path docker = directory.resolve("docker");
    Files.writeString(docker, "#!/bin/sh\necho \"$*\" >>\"$(dirname \"$0\")/docker-calls\"\n");
    Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String docker() throws IOException {
    Path calls = directory.resolve("docker-calls");
    return Files.exists(calls) ? Files.readString(calls) : "";
  }

  @Test
  void an_image_that_the_environment_has_is_neither_built_nor_copied() throws Exception {
    aws.says("describe-images", DIGEST);

    Ended ended = script.run();

    assertThat(ended.exitCode()).as(ended.log()).isZero();
    assertThat(ended.outputs()).isEqualTo("digest=" + DIGEST + "\n");
    assertThat(docker()).isEmpty();
    assertThat(aws.calls("describe-images"))
        .singleElement()
        .asString()
        .contains("--repository-name prod/tilth-db")
        .containsPattern(TREE);
  }

  @Test
  void an_image_of_the_environment_before_is_copied_by_its_digest() throws Exception {
    aws.fails("describe-images", NOT_FOUND, 1)
        .says("describe-images", DIGEST)
        .says("describe-images", DIGEST);

    Ended ended = script.run();

    assertThat(ended.exitCode()).as(ended.log()).isZero();
    assertThat(ended.outputs()).isEqualTo("digest=" + DIGEST + "\n");
    assertThat(docker())
        .startsWith("buildx imagetools create --prefer-index=false --tag ")
        .contains("amazonaws.com/prod/tilth-db:tree-")
        .endsWith("amazonaws.com/staging/tilth-db@" + DIGEST + "\n");
  }

  @Test
  void a_copy_with_another_digest_is_refused() throws Exception {
    aws.fails("describe-images", NOT_FOUND, 1)
        .says("describe-images", DIGEST)
        .says("describe-images", OTHER);

    Ended ended = script.run();

    assertThat(ended.exitCode()).isOne();
    assertThat(ended.log()).contains("::error::The copy has the digest '" + OTHER);
    assertThat(ended.outputs()).isEmpty();
  }

  @Test
  void content_that_never_was_in_the_environment_before_is_refused_and_not_built()
      throws Exception {
    aws.fails("describe-images", NOT_FOUND, 2);

    Ended ended = script.run();

    assertThat(ended.exitCode()).isOne();
    assertThat(ended.log()).contains("::error::staging has no image of this content");
    assertThat(ended.outputs()).isEmpty();
  }

  @Test
  void where_images_are_built_a_new_one_is() throws Exception {
    aws.fails("describe-images", NOT_FOUND, 1);

    Ended ended = script.with("PREVIOUS_ENVIRONMENT", "").run();

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.outputs())
        .startsWith("build=true\n")
        .containsPattern("image=\\S+amazonaws.com/prod/tilth-db:tree-[0-9a-f]{40}\n");
  }

  @Test
  void a_question_that_was_not_answered_is_not_taken_for_a_no() throws Exception {
    aws.fails("describe-images", DENIED, 1);

    Ended ended = script.with("PREVIOUS_ENVIRONMENT", "").run();

    assertThat(ended.exitCode()).isNotZero();
    assertThat(ended.log()).contains("AccessDeniedException");
    assertThat(ended.outputs()).isEmpty();
  }

  @Test
  void an_earlier_image_is_run_again_if_the_environment_has_it() throws Exception {
    aws.says("describe-images", DIGEST);

    Ended ended = script.with("IMAGE_DIGEST", DIGEST).run();

    assertThat(ended.outputs()).isEqualTo("digest=" + DIGEST + "\n");
    assertThat(aws.calls("describe-images"))
        .singleElement()
        .asString()
        .contains("--image-ids imageDigest=" + DIGEST);
  }

  @Test
  void an_earlier_image_that_is_not_there_or_no_digest_is_refused() throws Exception {
    aws.fails("describe-images", NOT_FOUND, 1);

    assertThat(script.with("IMAGE_DIGEST", DIGEST).run().log())
        .contains("::error::prod has no image " + DIGEST);
    assertThat(script.with("IMAGE_DIGEST", "latest").run().log())
        .contains("::error::'latest' is no digest");
  }
}
