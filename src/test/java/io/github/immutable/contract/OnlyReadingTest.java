package io.github.immutable.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** hcl4j's own parser fetches what a `data "http"` names, and prints what it evaluates. */
class OnlyReadingTest {
  @TempDir Path folder;

  @Test
  void nothing_is_fetched_and_nothing_printed() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      UserFiles.in(folder)
          .appended(
              UserFiles.MAIN,
              """
              data "http" "keys" {
                url = "http://127.0.0.1:%d/"
              }
              locals {
                answer = data.http.keys.response_body
                each   = [for word in ["a", "b"] : word if word != "a"]
              }
              """
                  .formatted(server.getAddress().getPort()))
          .breaches();
    } finally {
      System.setOut(out);
      server.stop(0);
    }
    assertThat(requests).hasValue(0);
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void the_tools_leave_the_files_alone_and_need_no_init() throws Exception {
    UserFiles files =
        UserFiles.in(folder)
            .appended(
                UserFiles.MAIN,
                """
                terraform {
                  backend "s3" {}
                  required_providers {
                    aws = { source = "hashicorp/aws" }
                  }
                }
                resource "aws_instance" "web" { ami = var.image }
                module "network" { source = "./network" }
                """);
    List<Path> before = everything();

    assertThat(files.validated()).isEmpty();
    assertThat(everything()).containsExactlyElementsOf(before);
  }

  private List<Path> everything() throws Exception {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(path -> !path.startsWith(folder.resolve(".immutable"))).sorted().toList();
    }
  }
}
