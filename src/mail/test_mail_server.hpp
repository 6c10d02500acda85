// For the tests of this folder only: testdata/mail_server.py as a child process, and what it
// received.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace mail::testing {

// Ends when the pipe to its standard input is closed; killed should it not have begun to read.
class MailServer {
 public:
  explicit MailServer(const std::vector<std::string>& options = {}) {
    int to_child[2], from_child[2];
    EXPECT_EQ(pipe2(to_child, O_CLOEXEC), 0);
    EXPECT_EQ(pipe2(from_child, O_CLOEXEC), 0);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, to_child[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, from_child[1], STDOUT_FILENO);
    std::vector<std::string> words = {"/usr/bin/python3", "src/mail/testdata/mail_server.py"};
    words.insert(words.end(), options.begin(), options.end());
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    EXPECT_EQ(posix_spawn(&child_, arguments[0], &files, nullptr, arguments.data(), environ), 0);
    posix_spawn_file_actions_destroy(&files);
    close(to_child[0]);
    close(from_child[1]);
    input_ = to_child[1];
    output_ = fdopen(from_child[0], "r");
    port_ = line();
  }
  ~MailServer() {
    close(input_);
    fclose(output_);
    kill(child_, SIGTERM);
    waitpid(child_, nullptr, 0);
  }
  MailServer(const MailServer&) = delete;
  MailServer& operator=(const MailServer&) = delete;

  const std::string& port() const { return port_; }

  // The next mail: its parts by name, values as JSON. Waits for it.
  std::map<std::string, std::string> mail() {
    std::map<std::string, std::string> parts;
    for (std::string next = line(); !next.empty(); next = line()) {
      const size_t space = next.find(' ');
      parts[next.substr(0, space)] = next.substr(space + 1);
    }
    return parts;
  }

 private:
  std::string line() {
    std::string text;
    for (int c = std::fgetc(output_); c != EOF && c != '\n'; c = std::fgetc(output_))
      text += static_cast<char>(c);
    return text;
  }

  pid_t child_ = -1;
  int input_ = -1;
  std::FILE* output_ = nullptr;
  std::string port_;
};

// A certificate of "localhost" that signs itself, and its key, gone after the test.
class Certificate {
 public:
  Certificate() {
    char path[] = "/tmp/plenum_mail_test_XXXXXX";
    directory_ = mkdtemp(path);
    const std::string command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
        "-subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout " +
        key() + " -out " + certificate() + " 2>/dev/null";
    EXPECT_EQ(std::system(command.c_str()), 0);
  }
  ~Certificate() { std::filesystem::remove_all(directory_); }
  Certificate(const Certificate&) = delete;
  Certificate& operator=(const Certificate&) = delete;

  std::string certificate() const { return directory_ + "/certificate.pem"; }
  std::string key() const { return directory_ + "/key.pem"; }

 private:
  std::string directory_;
};

}  // namespace mail::testing
