-- name: cases
select
    day,
    month,
    easting,
    northing,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and coalesce(policing, 0) = 0
    and month between $first and $last
    and place_precision in ('exact', 'snapped')
    and easting is not null
    and northing is not null
    and day is not null
group by
    day,
    month,
    easting,
    northing
order by
    day,
    easting,
    northing
