package io.github.immutable.servers;

/**
 * A file of a Terraform root.
 *
 * @param path within the root, its parts separated by {@code /}
 * @param content in Base64 (RFC 4648, section 4)
 */
public record RootFile(String path, boolean executable, String content) {}
