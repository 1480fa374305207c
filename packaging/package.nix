{
  lib,
  stdenv,
  python3Packages,
  fetchurl,
  installShellFiles,
}:
let
  # The one library that nixpkgs does not have; the hash is that of uv.lock.
  fit-tool = python3Packages.buildPythonPackage {
    pname = "fit-tool";
    version = "0.9.16";
    format = "wheel";
    src = fetchurl {
      url = "https://files.pythonhosted.org/packages/2f/4f/f0b1bfbc260007870aa0b05e07bdcdebc6080bfbc52dd680011ab0daa44b/fit_tool-0.9.16-py3-none-any.whl";
      sha256 = "3403c61663cc205da101a9952edcdc31cf9634dce2eb5c12a397eb24cf4aacf0";
    };
  };
in
python3Packages.buildPythonApplication {
  pname = "heelcoach";
  version = lib.head (
    builtins.match ".*__version__ = \"([0-9.]+)\".*" (builtins.readFile ../coach/__init__.py)
  );
  pyproject = true;
  src = ../.;

  build-system = with python3Packages; [
    click
    hatch-fancy-pypi-readme
    hatchling
    msgspec
    platformdirs
  ];

  dependencies =
    [ fit-tool ]
    ++ (with python3Packages; [
      apscheduler
      click
      desktop-notifier
      fitdecode
      gpxpy
      icalendar
      miniaudio
      msgspec
      platformdirs
      textual
      tomli-w
      tzdata
      tzlocal
      watchdog
    ])
    ++ lib.optional stdenv.hostPlatform.isLinux python3Packages.dbus-fast;

  nativeBuildInputs = [ installShellFiles ];
  postInstall = lib.optionalString (stdenv.buildPlatform.canExecute stdenv.hostPlatform) ''
    for shell in bash zsh fish; do
      $out/bin/coach completion $shell > coach.$shell
    done
    installShellCompletion coach.{bash,zsh,fish}
  '';

  meta = {
    homepage = "https://github.com/heelcoach/coach";
    license = lib.licenses.mit;
    mainProgram = "coach";
  };
}
