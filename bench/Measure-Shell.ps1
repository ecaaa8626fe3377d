# One session of PowerShell: what the import, the first answer and further answers take, in milliseconds, as JSON.
param([string] $Manifest, [string] $HomePath, [string] $Database, [string] $CcUsage)
$ErrorActionPreference = 'Stop'

# In milliseconds.
function Measure-Duration([scriptblock] $Work) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $null = & $Work
    $clock.Elapsed.TotalMilliseconds
}

function Get-Median([double[]] $Values) { ($Values | Sort-Object)[[math]::Floor($Values.Count / 2)] }

$ask = { Get-RimuruCost -By Agent, Model -HomePath $HomePath -Database $Database }
$result = [ordered]@{
    version = "$($PSVersionTable.PSVersion)"
    import = Measure-Duration { Import-Module $Manifest }
    first = Measure-Duration $ask
}
$result.warm = Get-Median (1..15 | ForEach-Object { Measure-Duration $ask })
if ($CcUsage) {
    $env:HOME = $HomePath
    $result.ccusage = Get-Median (1..5 | ForEach-Object { Measure-Duration { & $CcUsage monthly --json --offline | ConvertFrom-Json } })
}

$result | ConvertTo-Json -Compress
