@echo off
rem Double-click: installs and builds what is missing, serves Perpmill and opens its page.
cd /d "%~dp0"
where npm >nul 2>nul
if errorlevel 1 (
  echo Perpmill needs Node 20.19, 22.12, 24 or later: https://nodejs.org
  pause
  exit /b 1
)
call npm start --silent -- --open %*
if errorlevel 1 pause
