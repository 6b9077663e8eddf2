package io.github.immutable.ledger;

import io.github.immutable.servers.RootFile;
import java.util.List;

/**
 * A Terraform root that made servers: they are changed and destroyed by it alone, also from a
 * machine that did not make them.
 *
 * @param digest see {@code TerraformRoot.digest}
 */
public record RootRecord(String digest, List<RootFile> files) {}
