-- name: events
select
    easting,
    northing,
    day,
    month
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
    and place_precision in ('exact', 'snapped')
    and easting is not null
    and northing is not null
    and day is not null
    and (domestic = 0 or (domestic is null and coalesce(location_type, '') not in ('own_home', 'other_home')))
order by
    day,
    easting,
    northing
