#!/bin/sh
# formula.sh VERSION SOURCE: a Homebrew formula that builds dnag from a tar ball of its source. URL says where that tar ball will lie.
# Written after Homebrew's cookbook, and never run: it was made on a machine without macOS.
set -eu
version=$1
source=$2
sum=$(if command -v sha256sum >/dev/null; then sha256sum "$source"; else shasum -a 256 "$source"; fi | cut -d ' ' -f 1)
cat <<END
class Dnag < Formula
  desc "Explorer for neural architecture generation by graph diffusion"
  homepage "${HOMEPAGE:-file://$PWD}"
  url "${URL:-file://$PWD/$source}"
  version "$version"
  sha256 "$sum"
  license "Apache-2.0"

  depends_on xcode: ["16.0", :build]
  depends_on "pkgconf" => :build
  depends_on "jpeg-turbo"
  depends_on "libpng"
  depends_on "libvterm"
  depends_on macos: :sonoma
  depends_on "ncurses"

  def install
    system "swift", "build", "--disable-sandbox", "-c", "release", "--product", "dnag"
    system "sh", "Scripts/dist/lay-out.sh", ".build/release/dnag", prefix
    (share/"dnag/VERSION").atomic_write "#{version}\n"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/dnag --version")
    assert_match "conv", shell_output("#{bin}/dnag generate --count 1 --steps 5")
  end
end
END
